import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { indexes } from '../bin/bundle.js'
import { straightImports } from '../bin/straight-imports.js'

let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'straight-imports-'))
  const files = {
    'package/index.ts': `export {
  type Shape,
  first,
  inner as outer,
} from './one.ts'
export { second } from './two.ts'
`,
    'package/one.ts': `export type Shape = string
export const first: Shape = 'the first'
export const inner = 'within'
`,
    'package/two.ts': `export const second = 'the second'
`,
    'uses-one.ts': `import {
  first as mine,
  type Shape,
  outer,
} from 'package'
const shown: Shape = mine
export const said = shown + outer + new Error().stack
`,
    'uses-two.ts': `import { second } from 'package'
export const said = second
`,
  }
  await mkdir(join(folder, 'package'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
})

afterAll(() => rm(folder, { recursive: true, force: true }))

async function bundled(isStraight: boolean): Promise<readonly string[]> {
  const index = join(folder, 'package/index.ts')
  const { outputFiles } = await build({
    ...{ bundle: true, format: 'esm', splitting: true, write: false, logLevel: 'silent', outdir: join(folder, 'out') },
    entryPoints: [join(folder, 'uses-one.ts'), join(folder, 'uses-two.ts')],
    alias: { package: index },
    ...(isStraight ? { plugins: [straightImports({ package: index })] } : {}),
  })
  return outputFiles.map(({ text }) => text)
}

test('what is imported from a package is imported from the module that has it', async () => {
  const [one = '', two = ''] = await bundled(true)
  expect(one).toContain('the first')
  expect(one).toContain('within')
  expect(one).not.toContain('the second')
  expect(two).toContain('the second')
  // Through the index both parts reach all of the package: that is what the plugin is for.
  const all = await bundled(false)
  expect(all.find((text) => text.includes('the first'))).toContain('the second')
})

test('every index that is passed by holds nothing but exports from modules', async () => {
  expect(Object.keys(indexes)).toContain('@yagura/cyber')
  for (const [name, index] of Object.entries(indexes)) {
    const rest = (await readFile(index, 'utf8'))
      .replace(/^export (?:type )?(?:\{[^}]*\}|\*) from '[^']+'$/gm, '')
      .replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
    expect([name, rest.trim()]).toEqual([name, ''])
  }
})
