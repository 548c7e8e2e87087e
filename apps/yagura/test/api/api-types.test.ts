import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { apiTypes } from '../../bin/write-api-types.js'

test('the console knows the API as its operations state it; else run `npm run api-types`', async () => {
  const committed = readFileSync(new URL('../../../console/src/api/types.ts', import.meta.url), 'utf8')
  expect(committed).toBe(await apiTypes())
})
