import { expect, test } from 'vitest'
import { takePictures } from './take-pictures.ts'

// The pictures of docs are taken anew by hand: YAGURA_PICTURES=1, and then looked at.
test.skipIf(process.env['YAGURA_PICTURES'] === undefined)(
  'every page is pictured in dark and light, English and Japanese',
  async () => {
    const taken = await takePictures()
    expect(taken.size).toBe(23 * 4)
  },
)
