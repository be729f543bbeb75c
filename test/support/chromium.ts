import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const elsewhere = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Where a Chromium lies: the one that CHROMIUM_PATH names, an installed one, or the test tool's own download. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM_PATH']
  if (named) return named
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const installed = folders.flatMap((folder) => names.map((name) => join(folder, name)))
  return [...installed, ...elsewhere, chromium.executablePath()].find(isProgram)
}

const isRoot = process.getuid?.() === 0

// Both command lines are fixed text: nothing foreign reaches the shell.
const fromDebian =
  'apt-get update -q && DEBIAN_FRONTEND=noninteractive ' +
  'apt-get install -y -q --no-install-recommends chromium fonts-liberation'
const fromPlaywright = `npx playwright install ${isRoot ? '--with-deps ' : ''}chromium`

const succeeds = (command: string): boolean => spawnSync(command, { shell: true, stdio: 'inherit' }).status === 0

/** Installs a Chromium where there is none. Returns where it lies, or undefined if none could be had. */
export function ensureChromium(): string | undefined {
  const found = findChromium()
  if (found) return found
  console.log('No Chromium found: installing one for the end-to-end tests …')
  if (isRoot && succeeds('command -v apt-get') && succeeds(fromDebian)) {
    const installed = findChromium()
    if (installed) return installed
  }
  succeeds(fromPlaywright)
  return findChromium()
}

/** No traffic of the browser's own, and none that could leave the machine by a page's fault. */
export const quietBrowser = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost',
]

/** WebGPU on Chromium's software adapter: the same on every machine, with or without a GPU. */
export const softwareWebgpu = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader']
