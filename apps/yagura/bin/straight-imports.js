import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

const braced = /^import \{([^}]*)\} from '([^']+)'|^export \{([^}]*)\} from '([^']+)'/gm

/**
 * A plugin of esbuild: what is imported from a package of this repository is imported from the module that has it, past the index of the
 * package. Through the index every part of the program would reach all of the package, and a command would load and compile all of it.
 *
 * @param {Readonly<Record<string, string>>} packages - Index modules by names of packages; they hold `export { … } from '…'` alone.
 * @returns {import('esbuild').Plugin}
 */
export function straightImports(packages) {
  const homes = new Map(Object.entries(packages).map(([name, index]) => [name, homesOf(index)]))
  return {
    name: 'straight-imports',
    setup: (build) => {
      build.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
        if (path.includes('/node_modules/')) return undefined
        const text = await readFile(path, 'utf8')
        const contents = text.replace(braced, (whole, imported, from) => {
          const home = homes.get(from)
          // Lines keep their numbers, which errors tell.
          const isStraight = home !== undefined && imported !== undefined
          return isStraight ? `${straight(imported, home, from)}${'\n'.repeat(whole.split('\n').length - 1)}` : whole
        })
        return { contents, loader: path.endsWith('x') ? 'tsx' : 'ts' }
      })
    },
  }
}

/**
 * @param {string} index - Path of the index of a package.
 * @returns {ReadonlyMap<string, { readonly name: string, readonly module: string }>} By what is exported: what it is called in which module.
 */
function homesOf(index) {
  const homes = new Map()
  for (const [, , , exported = '', from = ''] of readFileSync(index, 'utf8').matchAll(braced)) {
    for (const [name, outside] of valuesIn(exported)) homes.set(outside, { name, module: join(dirname(index), from) })
  }
  return homes
}

/**
 * @param {string} imported - What stands between the braces.
 * @param {ReadonlyMap<string, { readonly name: string, readonly module: string }>} homes
 * @param {string} from - Where what has no home comes from.
 */
function straight(imported, homes, from) {
  return valuesIn(imported)
    .map(([name, local]) => {
      const home = homes.get(name) ?? { name, module: from }
      return `import { ${home.name} as ${local} } from ${JSON.stringify(home.module)};`
    })
    .join(' ')
}

/**
 * @param {string} list - Names in braces, with `as` where another is given; types are no values.
 * @returns {readonly (readonly [string, string])[]} Each name, and what it is called afterwards.
 */
function valuesIn(list) {
  const names = list.split(',').map((each) => each.trim())
  return names
    .filter((each) => each !== '' && !each.startsWith('type '))
    .map((each) => {
      const [name = each, given = name] = each.split(' as ')
      return [name, given]
    })
}
