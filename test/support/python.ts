import { spawnSync } from 'node:child_process'

/** A Python that has these modules: the one that X2Z_PYTHON names, the first of the path, or the system's own. */
export function findPython(modules: readonly string[]): string | undefined {
  const named = process.env['X2Z_PYTHON']
  const candidates = named === undefined ? ['python3', '/usr/bin/python3'] : [named]
  return candidates.find((python) => spawnSync(python, ['-c', `import ${modules.join(', ')}`], { stdio: 'ignore' }).status === 0)
}
