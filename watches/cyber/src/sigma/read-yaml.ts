import { parseAllDocuments } from 'yaml'

/** What a file of rules gives: its documents, or why it cannot be read. */
export type YamlAnswer = { readonly documents: readonly unknown[] } | { readonly refused: string }

const mostCharacters = 1 << 20
const mostAliases = 100

/**
 * Reads YAML 1.2 with merge keys, documents of a file in their order.
 *
 * @param text - At most 1,048,576 characters.
 */
export function readYaml(text: string): YamlAnswer {
  if (text.length > mostCharacters) return { refused: `more than ${mostCharacters} characters` }
  try {
    const documents = parseAllDocuments(text, { merge: true, logLevel: 'silent' })
    const values: unknown[] = []
    for (const document of documents) {
      const [fault] = document.errors
      if (fault !== undefined) return { refused: `no YAML: ${firstLine(fault.message)}` }
      const value: unknown = document.toJS({ maxAliasCount: mostAliases })
      if (value !== null) values.push(value)
    }
    return { documents: values }
  } catch (error) {
    // The parser goes down the call stack with the nesting, and refuses by throwing where aliases multiply.
    if (error instanceof RangeError || error instanceof ReferenceError)
      return { refused: `no YAML: ${firstLine(error.message)}` }
    throw error
  }
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? message).replace(/:$/, '')
}
