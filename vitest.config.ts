import { defineConfig } from 'vitest/config'

const parts = '{packages/*,watches/*,apps/*,testkit}/test'
/** `fast` is complete and quick; `slow` takes minutes; `measure` needs a machine of its own: browsers, figures, long runs. */
const suite = process.env['YAGURA_SUITE'] ?? 'fast'
const others = ['slow', 'measure'].filter((name) => name !== suite).map((name) => `**/*.${name}.test.ts`)
const patient = suite !== 'fast'

export default defineConfig({
  test: {
    include: [patient ? `${parts}/**/*.${suite}.test.ts` : `${parts}/**/*.test.ts`],
    exclude: ['**/node_modules/**', ...(patient ? [] : others)],
    // Nodes, browsers and threads of two files at once would only wait for each other.
    // Tests leave nothing behind in their process: files share one, and what they import is loaded once.
    isolate: patient,
    fileParallelism: suite !== 'measure',
    // A file waits for its processes and its disk a good part of the time: one for each core, and none is kept free.
    maxWorkers: '100%',
    testTimeout: patient ? 1_800_000 : 60_000,
    hookTimeout: patient ? 1_800_000 : 60_000,
  },
})
