import type { Ingest } from './context.ts'

/**
 * Hands what sources and uploads give to the service that reads its kind.
 *
 * @param catalogue - Reads element sets and the SATCAT.
 * @param messages - Reads conjunction data messages.
 */
export function handToReader(catalogue: Ingest<'elements' | 'satcat'>, messages: Ingest<'cdm'>): Ingest {
  return (file) => {
    const { reads } = file
    return reads === 'cdm' ? messages({ ...file, reads }) : catalogue({ ...file, reads })
  }
}
