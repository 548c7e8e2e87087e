import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const besideCheckout = fileURLToPath(new URL('../../../shared/data', import.meta.url))

/**
 * The path of a test-data file or folder that is not part of the project, or undefined where it is absent.
 * Data lies in the folder that the variable YAGURA_SHARED_DATA names, else in `../shared/data` beside the checkout.
 *
 * A test that needs it is written `test.skipIf(path === undefined)(…)`, so that it is counted as skipped.
 *
 * @param relative - Path below the data folder, `space/catalogue/spacetrack_20240705.3le`.
 */
export function sharedData(relative: string): string | undefined {
  const path = join(process.env['YAGURA_SHARED_DATA'] ?? besideCheckout, relative)
  return existsSync(path) ? path : undefined
}
