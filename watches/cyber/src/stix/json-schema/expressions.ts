import { RE2JS } from 're2js'
import { type Effort, spend } from './visit.ts'

/** Whether a text fits an expression; also where the effort is spent before that is known. */
export type FitsExpression = (text: string, effort: Effort) => boolean

/** Characters of all expressions of a schema, counted repetitions written out: what the engine keeps and walks through. */
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
    characters += writtenOut(text)
    const isTooMuch = characters > mostCharacters
    const fits = isTooMuch ? undefined : compiled(text)
    if (isTooMuch) problems.push(`its expressions, written out, have more than ${mostCharacters} characters`)
    else if (fits === undefined) problems.push(`the expression ${text.slice(0, 200)} is none that runs in linear time`)
    const made: FitsExpression = fits ?? (() => true)
    known.set(text, made)
    return made
  }
}

function compiled(text: string): FitsExpression | undefined {
  const weight = 1 + writtenOut(text) / 64
  try {
    const expression = RE2JS.compile(RE2JS.translateRegExp(text))
    return (value, effort) => !spend(effort, (value.length * weight) >> 3) || expression.matcher(value).find()
  } catch {
    return undefined
  }
}

/** Characters of an expression; what is repeated counts as often as it may come at most. */
function writtenOut(text: string): number {
  const repeated = [...text.matchAll(/\{(?:\d*,)?(\d+),?\}/g)]
  return repeated.reduce((sum, [, count]) => sum + Number(count), text.length)
}
