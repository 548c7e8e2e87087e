import { checkStore, type StoreReport } from './check-store.ts'
import { draftCopy } from './draft-copy.ts'

/**
 * Writes a store, as it is at one moment, into one file that is whole when it appears, and checks it. The node may be
 * running.
 *
 * @param file - The store, in any form.
 * @param to - Readable by its owner only, where the disk keeps such rights.
 * @returns What the check of the backup found.
 * @throws StoreAbsentError, BackupExistsError, BackupRefusedError
 */
export async function backupStore(file: string, to: string): Promise<StoreReport> {
  const { report, publish, discard } = await draftCopy(file, to, checkStore)
  try {
    publish()
    return report
  } finally {
    discard()
  }
}
