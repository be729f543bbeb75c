import { existsSync, realpathSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { findChromium } from './chromium.ts'

/** Chromium brings a Vulkan loader and a driver that runs shaders on the processor. */
const loader = 'libvulkan.so.1'
const driver = 'vk_swiftshader_icd.json'

/** The folder of Chromium's own libraries; a distribution may start it from elsewhere. */
function folderOfLibraries(): string | undefined {
  const program = findChromium()
  const folders = [...(program ? [dirname(realpathSync(program))] : []), '/usr/lib/chromium', '/usr/lib/chromium-browser']
  return folders.find((folder) => existsSync(join(folder, driver)) && existsSync(join(folder, loader)))
}

/**
 * What the environment of a process must hold for WebGPU in Node to find Chromium's software adapter. Nothing where a
 * driver is named already (VK_DRIVER_FILES), as on a machine with a graphics processor, or where there is none.
 */
export function softwareWebgpuEnvironment(): Readonly<Record<string, string>> {
  if (process.env['VK_DRIVER_FILES']) return {}
  const folder = folderOfLibraries()
  if (!folder) return {}
  const libraries = [folder, process.env['LD_LIBRARY_PATH']].filter(Boolean).join(delimiter)
  return { VK_DRIVER_FILES: join(folder, driver), VK_ICD_FILENAMES: join(folder, driver), LD_LIBRARY_PATH: libraries }
}

/** Run by vitest before it starts the processes of the tests, which inherit the environment. */
export function setup(): void {
  Object.assign(process.env, softwareWebgpuEnvironment())
}
