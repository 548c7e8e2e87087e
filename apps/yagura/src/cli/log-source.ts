import type { RuleSource } from '@yagura/cyber'
import { WrongUseError } from './errors.ts'

const names = ['category', 'product', 'service'] as const

/**
 * Reads which log all events are of, as a person says: `product=windows,category=process_creation`.
 *
 * @throws WrongUseError
 */
export function parseLogSource(text: string | undefined): RuleSource | undefined {
  if (text === undefined) return undefined
  const told = new Map<string, string>()
  for (const part of text.split(',')) {
    const [name = '', word = '', ...rest] = part.split('=')
    const isKnown = names.some((known) => known === name)
    if (!isKnown || word === '' || rest.length > 0 || told.has(name)) {
      throw new WrongUseError(
        '--log-source',
        `"${part}" is none of ${names.map((known) => `${known}=WORD`).join(', ')}`,
      )
    }
    told.set(name, word.toLowerCase())
  }
  return { category: told.get('category'), product: told.get('product'), service: told.get('service') }
}
