#!/usr/bin/env node
// Makes the archive that is carried to a machine without network: `npm run bundle`. It holds the bundle, the few
// packages that cannot be bundled, the guides and the licence; it needs nothing but Node there.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { bundle } from './bundle.js'

const repository = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))))
const run = promisify(execFile)
/** Packages with files of their own that the bundle looks for, and what of them is needed. */
const carried = {
  'node_modules/@photostructure/sqlite': ['package.json', 'dist', 'prebuilds', 'LICENSE'],
  'node_modules/node-gyp-build': ['package.json', 'index.js', 'node-gyp-build.js', 'LICENSE'],
}
const documents = ['README.md', 'LICENSE', 'CHANGELOG.md', 'SECURITY.md', 'docs/guide', 'docs/errors.md']
const launcher = `#!/usr/bin/env node
import { main } from './app/main.js'
process.exitCode = await main(process.argv.slice(2))
`

/**
 * Writes the archive and its SHA-256 beside it.
 *
 * @param {string} folder - Where to.
 * @returns {Promise<string>} The archive's path.
 */
export async function makeArchive(folder) {
  const { version } = JSON.parse(readFileSync(join(repository, 'apps/yagura/package.json'), 'utf8'))
  const name = `yagura-${version}`
  const draft = await mkdtemp(join(tmpdir(), 'yagura-archive-'))
  const root = join(draft, name)
  try {
    await bundle(join(root, 'app'))
    for (const [packageFolder, parts] of Object.entries(carried)) {
      for (const part of parts) {
        await cp(join(repository, packageFolder, part), join(root, packageFolder, part), {
          recursive: true,
          dereference: true,
        })
      }
    }
    const kernels = join(root, 'node_modules/@yagura/kernels')
    await cp(join(repository, 'packages/kernels/wasm'), join(kernels, 'wasm'), { recursive: true })
    await cp(join(repository, 'packages/kernels/package.json'), join(kernels, 'package.json'))
    for (const path of documents) await cp(join(repository, path), join(root, path), { recursive: true })
    await writeFile(join(root, 'package.json'), `${JSON.stringify({ name: 'yagura', version, type: 'module' })}\n`)
    await writeFile(join(root, 'yagura.js'), launcher, { mode: 0o755 })
    await mkdir(folder, { recursive: true })
    const archive = join(folder, `${name}.tar.gz`)
    await run('tar', ['-czf', archive, '-C', draft, name])
    const digest = createHash('sha256')
      .update(await readFile(archive))
      .digest('hex')
    await writeFile(`${archive}.sha256`, `${digest}  ${name}.tar.gz\n`)
    return archive
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const archive = await makeArchive(resolve(process.argv[2] ?? 'dist'))
  process.stdout.write(
    `${archive}\nCarry it and its .sha256 over, then:\n  tar -xzf yagura-*.tar.gz\n  node yagura-*/yagura.js serve\n`,
  )
}
