import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const bin = fileURLToPath(new URL('../../bin/yagura.js', import.meta.url))

/** Runs a scan into a file as `>>` does; ends it as soon as its state says so. */
export function scanInto(file: string, args: readonly string[], killWhen: (() => boolean) | undefined): Promise<void> {
  const output = openSync(file, 'a')
  const child = spawn(process.execPath, [bin, ...args], { stdio: ['ignore', output, 'ignore'] })
  closeSync(output)
  return new Promise((resolve) => {
    const look = (): void => {
      if (killWhen?.() === true) child.kill('SIGKILL')
      else if (child.exitCode === null && child.signalCode === null) setImmediate(look)
    }
    if (killWhen !== undefined) look()
    child.on('close', () => resolve())
  })
}
