import { link, open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Writes a new file so that after a power cut it is there whole or not at all, readable by its owner alone. A file of that name is
 * left as it is.
 *
 * @throws The file system's error; its code is `EEXIST` where the file is there already.
 */
export async function writeNewSecretFile(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}.draft`
  try {
    const handle = await open(draft, 'wx', 0o600)
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    // A link fails where the name is taken; a rename would replace what is there.
    await link(draft, file)
  } finally {
    await rm(draft, { force: true })
  }
  await syncFolder(dirname(file))
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
