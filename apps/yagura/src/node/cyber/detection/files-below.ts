import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Paths of the files below a folder whose names fit, in their order. */
export async function filesBelow(folder: string, pattern: RegExp): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}
