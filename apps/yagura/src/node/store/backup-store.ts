import { draftCopy } from './draft-copy.ts'

/**
 * Writes a store, as it is at one moment, into one file that is whole when it appears, and checks it. The node may be
 * running.
 *
 * @param file - The store, in any form.
 * @param check - Looks through the backup.
 * @returns What the check of the backup found.
 * @throws StoreAbsentError, BackupExistsError, BackupRefusedError
 */
export async function backupStore<Report extends { readonly problems: readonly string[] }>(
  file: string,
  to: string,
  check: (backup: string) => Promise<Report>,
): Promise<Report> {
  const { report, publish, discard } = await draftCopy(file, to, check)
  try {
    publish()
    return report
  } finally {
    discard()
  }
}
