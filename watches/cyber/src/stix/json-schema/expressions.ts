import { RE2JS } from 're2js'
import { type Effort, spend } from './visit.ts'

/** Whether a text fits an expression; also where the effort is spent before that is known. */
export type FitsExpression = (text: string, effort: Effort) => boolean

/** Characters of all expressions of a schema: each can stand for a thousand steps of the engine. */
const mostCharacters = 20_000

/**
 * Makes expressions of one schema. They run in time linear in the text (RE2): asking costs steps by the length of text and expression.
 *
 * @param problems - Gets what cannot run so, or is too much.
 */
export function createExpressions(problems: string[]): (text: string) => FitsExpression {
  const known = new Map<string, FitsExpression>()
  let characters = 0
  return (text) => {
    const earlier = known.get(text)
    if (earlier !== undefined) return earlier
    characters += text.length
    if (characters > mostCharacters) problems.push(`its expressions have more than ${mostCharacters} characters`)
    const fits = characters > mostCharacters ? undefined : compiled(text)
    if (fits === undefined) problems.push(`the expression ${text.slice(0, 200)} is none that runs in linear time`)
    const made: FitsExpression = fits ?? (() => true)
    known.set(text, made)
    return made
  }
}

function compiled(text: string): FitsExpression | undefined {
  const weight = 1 + (text.length + repeats(text)) / 64
  try {
    const expression = RE2JS.compile(RE2JS.translateRegExp(text))
    return (value, effort) => !spend(effort, (value.length * weight) >> 3) || expression.matcher(value).find()
  } catch {
    return undefined
  }
}

/** How often counted parts are repeated, in all: the engine writes each of them out. */
function repeats(text: string): number {
  return [...text.matchAll(/\{\d*,?(\d+)\}/g)].reduce((sum, [, count]) => sum + Number(count), 0)
}
