import { type FrozenPreset, trainFrozen } from '../../engine/frozen.ts'

self.onmessage = async ({ data }: MessageEvent<FrozenPreset>) => {
  self.postMessage(await trainFrozen(data))
}
