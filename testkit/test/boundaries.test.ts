import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readBoundaries } from '../bin/boundaries.js'

const rules = fileURLToPath(new URL('../../.dependency-cruiser.cjs', import.meta.url))

/** One small module per line: a tree in which each rule is broken exactly where its name says. */
const plantedModules: Readonly<Record<string, string>> = {
  'packages/core/src/index.ts': "export { stage } from './stage.ts'",
  'packages/core/src/stage.ts': "import '../../formats/src/index.ts'\nexport const stage = 1",
  'packages/core/src/observe/reading.ts': "import '../act/order.ts'\nexport const reading = 1",
  'packages/core/src/assess/judgement.ts': "import '../act/order.ts'\nexport const judgement = 1",
  'packages/core/src/share/message.ts': "import '../act/order.ts'\nexport const message = 1",
  'packages/core/src/consult/answer.ts': "import '../act/order.ts'\nexport const answer = 1",
  'packages/core/src/act/order.ts': 'export const order = 1',
  'packages/formats/src/index.ts': "import '../../kernels/src/index.ts'\nexport const document = 1",
  'packages/formats/src/nowhere.ts': "import './absent.ts'\nimport './index.ts'",
  'packages/formats/src/undeclared.ts': "import 'saxes'\nimport './index.ts'",
  'packages/formats/src/first.ts': "import './second.ts'\nexport const first = 1",
  'packages/formats/src/second.ts': "import './first.ts'\nexport const second = 1",
  'packages/formats/src/lonely.ts': 'export const lonely = 1',
  'packages/formats/src/by-name.ts': "import '@yagura/kernels'",
  'packages/record/src/index.ts': "import '../../formats/src/index.ts'",
  'packages/kernels/src/index.ts': "export { epochS } from './clock.ts'",
  'packages/kernels/src/clock.ts': "import 'node:perf_hooks'\nexport const epochS = 1",
  'watches/sea/src/index.ts': 'export const sea = 1',
  'watches/space/src/index.ts': "import '../../sea/src/index.ts'\nimport 'node:fs'\nexport const space = 1",
  'watches/space/src/back-door.ts': "import '../../../packages/kernels/src/clock.ts'",
  'watches/space/src/tested.ts': "import '../../../testkit/src/index.ts'\nimport '../../../apps/yagura/src/main.ts'",
  'apps/yagura/src/main.ts': "import '../../console/src/main.tsx'\nexport const main = 1",
  'apps/console/src/main.tsx': "import '../../../packages/formats/src/index.ts'\nexport const page = 1",
  'testkit/src/index.ts': "export { kit } from './kit.ts'",
  'testkit/src/kit.ts': 'export const kit = 1',
}

let tree = ''
let found: ReturnType<typeof readBoundaries> = { modules: [], violations: [] }

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'yagura-boundaries-'))
  for (const [path, source] of Object.entries(plantedModules)) {
    mkdirSync(join(tree, dirname(path)), { recursive: true })
    writeFileSync(join(tree, path), `${source}\n`)
  }
  for (const folder of ['packages/core', 'packages/formats', 'packages/kernels', 'packages/record', 'watches/space']) {
    const name = `@yagura/${folder.split('/').at(-1)}`
    writeFileSync(join(tree, folder, 'package.json'), JSON.stringify({ name, exports: { '.': './src/index.ts' } }))
  }
  mkdirSync(join(tree, 'node_modules/@yagura'), { recursive: true })
  symlinkSync(join(tree, 'packages/kernels'), join(tree, 'node_modules/@yagura/kernels'))
  mkdirSync(join(tree, 'node_modules/saxes'))
  writeFileSync(join(tree, 'node_modules/saxes/package.json'), JSON.stringify({ name: 'saxes', main: 'index.js' }))
  writeFileSync(join(tree, 'node_modules/saxes/index.js'), '')
  found = readBoundaries(tree, ['packages', 'watches', 'apps', 'testkit'], rules)
}, 60_000)

afterAll(() => rmSync(tree, { recursive: true }))

test('every planted module is read', () => {
  expect(found.modules).toEqual(expect.arrayContaining(Object.keys(plantedModules)))
})

test.each([
  ['core-flow-observe', 'packages/core/src/observe/reading.ts', 'packages/core/src/act/order.ts'],
  ['core-flow-assess', 'packages/core/src/assess/judgement.ts', 'packages/core/src/act/order.ts'],
  ['core-flow-share', 'packages/core/src/share/message.ts', 'packages/core/src/act/order.ts'],
  ['core-flow-consult', 'packages/core/src/consult/answer.ts', 'packages/core/src/act/order.ts'],
  ['no-cycles', 'packages/formats/src/first.ts', 'packages/formats/src/second.ts'],
  ['no-orphans', 'packages/formats/src/lonely.ts', 'packages/formats/src/lonely.ts'],
  ['no-unresolvable', 'packages/formats/src/nowhere.ts', './absent.ts'],
  ['no-undeclared', 'packages/formats/src/undeclared.ts', 'node_modules/saxes/index.js'],
  ['kernels-import-nothing', 'packages/kernels/src/clock.ts', 'perf_hooks'],
  ['formats-import-no-part', 'packages/formats/src/index.ts', 'packages/kernels/src/index.ts'],
  ['formats-import-no-part', 'packages/formats/src/by-name.ts', 'packages/kernels/src/index.ts'],
  ['core-imports-records-only', 'packages/core/src/stage.ts', 'packages/formats/src/index.ts'],
  ['record-imports-no-part', 'packages/record/src/index.ts', 'packages/formats/src/index.ts'],
  ['watches-see-packages-only', 'watches/space/src/index.ts', 'watches/sea/src/index.ts'],
  ['pure-parts-do-no-io', 'watches/space/src/index.ts', 'fs'],
  ['only-by-front-door', 'watches/space/src/back-door.ts', 'packages/kernels/src/clock.ts'],
  ['console-sees-kernels-and-records-only', 'apps/console/src/main.tsx', 'packages/formats/src/index.ts'],
  ['node-does-not-load-the-console', 'apps/yagura/src/main.ts', 'apps/console/src/main.tsx'],
  ['source-needs-no-test-parts', 'watches/space/src/tested.ts', 'testkit/src/index.ts'],
  ['apps-are-leaves', 'watches/space/src/tested.ts', 'apps/yagura/src/main.ts'],
])('a planted violation of %s is caught', (rule, from, to) => {
  expect(found.violations).toContainEqual({ rule, from, to })
})

test('every rule has a planted violation', async () => {
  const { default: configuration } = await import('../../.dependency-cruiser.cjs')
  const caught = new Set(found.violations.map(({ rule }) => rule))
  expect(configuration.forbidden.map(({ name }: { name: string }) => name).filter((name) => !caught.has(name))).toEqual(
    [],
  )
})

test('a module that breaks no rule is not reported', () => {
  expect(found.violations.filter(({ from }) => from === 'testkit/src/index.ts')).toEqual([])
})
