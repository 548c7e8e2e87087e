import type { NodeStatus } from '../api/models.ts'
import { rounded } from '../format/format.ts'

/**
 * A text of the node as lists show it: without the word of the mode before each name, which the strip above says of every
 * object, and without digits beyond the sixth decimal, which no measurement has. Titles, copies and exports keep the whole.
 */
export function listedText(text: string, mode: NodeStatus['mode'] | undefined): string {
  const short = mode === 'SIMULATED' ? text.replace(/\bSIMULATED (?!population\b)/g, '') : text
  return short.replace(/(?<![\d.])\d+\.\d{7,}(?![\d.e])/g, (digits) => rounded(Number(digits)))
}
