import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Store } from '@yagura/core'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from './temporary-store.ts'

const succeeds = (command: string, ...args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0

/** Whether this process may mount a small disk; the superuser of a machine may, one of a container mostly not. */
export function mayMount(): boolean {
  return inFolder((folder) => succeeds('mount', '-t', 'tmpfs', 'tmpfs', folder) && succeeds('umount', folder))
}

/** Whether files of the temporary folder can be made unchangeable even for the superuser. */
export function maySeal(): boolean {
  return inFolder((folder) => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    return succeeds('chattr', '+i', file) && succeeds('chattr', '-i', file)
  })
}

function inFolder(probe: (folder: string) => boolean): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'yagura-probe-'))
  try {
    return probe(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A disk of its own for one test; close the store on it before the test ends. */
export function smallDisk(sizeBytes: number): string {
  const folder = temporaryFolder()
  succeeds('mount', '-t', 'tmpfs', '-o', `size=${sizeBytes}`, 'tmpfs', folder)
  onTestFinished(() => void succeeds('umount', '--lazy', folder))
  return folder
}

/** Makes a disk read-only, or writable again. */
export function remount(folder: string, mode: 'ro' | 'rw'): boolean {
  return succeeds('mount', '-o', `remount,${mode}`, folder)
}

/** Makes files unchangeable until the returned function is called, at the latest by the end of the test. */
export function seal(...files: readonly string[]): () => void {
  succeeds('chattr', '+i', ...files)
  const open = (): void => void succeeds('chattr', '-i', ...files)
  onTestFinished(open)
  return open
}

/**
 * Writes until a store has no room for a document more; `ballast` in the folder is what to remove for room.
 *
 * @returns What the store said.
 */
export async function fillDisk(store: Store, folder: string): Promise<unknown> {
  writeFileSync(join(folder, 'ballast'), new Uint8Array(statSync(join(folder, 'real.sqlite')).size))
  for (let bytes = 1 << 22; bytes >= 1; bytes /= 2) {
    try {
      for (;;) writeFileSync(join(folder, 'ballast'), new Uint8Array(bytes), { flag: 'a' })
    } catch {
      // So much does not fit any more.
    }
  }
  for (let left = 1000; left > 0; left--) {
    try {
      await store.commit({ put: [{ collection: 'settings', id: `p${left}`, body: 'x'.repeat(9000) }] })
    } catch (error) {
      return error
    }
  }
  return undefined
}
