/** What turns plain data of the version in the key into that of the next version. */
export type Migrations = Readonly<Record<number, (data: unknown) => unknown>>

/** Plain data of an older version, step by step brought to `to`. A version without a migration changed nothing. */
export function migrate(migrations: Migrations, data: unknown, from: number, to: number): unknown {
  let migrated = data
  for (let version = from; version < to; version++) migrated = migrations[version]?.(migrated) ?? migrated
  return migrated
}
