import { expect, test } from 'vitest'
import { takePictures } from './take-pictures.ts'

// The pictures of docs are taken anew by hand, and then looked at: YAGURA_PICTURES=1 takes all, =case those of pages so called.
test.skipIf(process.env['YAGURA_PICTURES'] === undefined)(
  'every page is pictured in dark and light, English and Japanese',
  async () => {
    const wanted = process.env['YAGURA_PICTURES'] ?? '1'
    const taken = await takePictures(wanted === '1' ? '' : wanted)
    expect(taken.size % 4).toBe(0)
    expect(taken.size).toBeGreaterThan(wanted === '1' ? 29 * 4 - 1 : 0)
  },
)
