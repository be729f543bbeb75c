/** Where WebGPU is to be had, if at all: what the host brings, or the browser's. */
export const gpuOf = ({ gpu }: { readonly gpu?: GPU }): GPU | undefined => gpu ?? globalThis.navigator?.gpu

/** A device, and what its adapter says of itself. */
export interface SharedDevice {
  readonly device: GPUDevice
  readonly info: GPUAdapterInfo
}

/** The strongest adapter, or null. */
export const requestAdapter = (gpu: GPU): Promise<GPUAdapter | null> => gpu.requestAdapter({ powerPreference: 'high-performance' })

/** What is asked for where the adapter has it; nothing relies on it. */
const features = ['timestamp-query'] as const satisfies readonly GPUFeatureName[]

/** tfjs takes what there is of these and asks the device how much it got; all other limits stay at their defaults. */
const raised = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const satisfies readonly (keyof GPUSupportedLimits)[]

async function makeDevice(gpu: GPU): Promise<SharedDevice> {
  const adapter = await requestAdapter(gpu)
  if (!adapter) throw new Error('WebGPU found no graphics adapter')
  const device = await adapter.requestDevice({
    requiredFeatures: features.filter((feature) => adapter.features.has(feature)),
    requiredLimits: Object.fromEntries(raised.map((limit) => [limit, adapter.limits[limit]])),
  })
  return { device, info: adapter.info }
}

const made = new WeakMap<GPU, Promise<SharedDevice>>()

/**
 * The one device of this thread: compiled engine and tfjs share it, so that buffers are tensors and tensors are buffers.
 * After a loss the next call makes another. Rejects where there is no adapter.
 */
export function sharedDevice(gpu: GPU): Promise<SharedDevice> {
  const found = made.get(gpu)
  if (found) return found
  const making = makeDevice(gpu)
  const forget = (): void => {
    if (made.get(gpu) === making) made.delete(gpu)
  }
  making.then(({ device }) => device.lost.then(forget), forget)
  made.set(gpu, making)
  return making
}

export const requestDevice = async (gpu: GPU): Promise<GPUDevice> => (await sharedDevice(gpu)).device

/** Who hears of a device's faults: the engine that was started on it last. */
const listeners = new WeakMap<GPUDevice, (message: string) => void>()

/** Tells of faults that no call reports: a lost device, and shaders or buffers that were refused. */
export function watchDevice(device: GPUDevice, onFault: (message: string) => void): void {
  const isWatched = listeners.has(device)
  listeners.set(device, onFault)
  if (isWatched) return
  const tell = (message: string): void => listeners.get(device)?.(message)
  void device.lost.then(({ reason, message }) => {
    if (reason !== 'destroyed') tell(message)
  })
  device.addEventListener('uncapturederror', ({ error }) => tell(error.message))
}

/** Whether an adapter only pretends to be a graphics processor; one that tells nothing of itself is taken at its word. */
export const isSoftware = (info: GPUAdapterInfo | undefined): boolean =>
  info !== undefined && (info.isFallbackAdapter || /swiftshader|llvmpipe/i.test(`${info.architecture} ${info.description}`))
