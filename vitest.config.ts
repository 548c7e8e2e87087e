import { defineConfig } from 'vitest/config'

const parts = '{packages/*,watches/*,apps/*,testkit}/test'
const slow = process.env['YAGURA_SUITE'] === 'slow'

export default defineConfig({
  test: {
    include: [slow ? `${parts}/**/*.slow.test.ts` : `${parts}/**/*.test.ts`],
    exclude: slow ? ['**/node_modules/**'] : ['**/node_modules/**', '**/*.slow.test.ts'],
    testTimeout: slow ? 1_800_000 : 60_000,
    hookTimeout: slow ? 1_800_000 : 60_000,
  },
})
