import { usePlayground } from '../store/playground.ts'
import { useViewing } from '../store/viewing.ts'

/** The point of the present data that was picked last; null where none was, and pictures follow the first training point. */
export function usePicked(): readonly number[] | null {
  const data = usePlayground(({ experiment }) => experiment.data)
  const picked = useViewing((viewing) => viewing.picked)
  return picked?.data === data ? picked.point : null
}
