import { InterruptedError, WrongUseError } from './errors.ts'
import type { Messages } from './messages.ts'

/** Where a password is typed, or piped from. */
export type PasswordInput = AsyncIterable<unknown> & {
  readonly isTTY?: boolean
  readonly setRawMode?: (isRaw: boolean) => unknown
  readonly pause: () => unknown
}

const LONGEST_LINE = 1024
const keys = { interrupt: '\u0003', endOfInput: '\u0004', erase: '\u007f', eraseBack: '\b' }

/** Text by characters, however the input cuts it. */
async function* charactersOf(input: PasswordInput): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  for await (const piece of input) {
    yield* typeof piece === 'string'
      ? piece
      : decoder.decode(piece instanceof Uint8Array ? piece : undefined, { stream: true })
  }
}

async function readLine(characters: AsyncGenerator<string>, isTyped: boolean): Promise<string> {
  const line: string[] = []
  for (let next = await characters.next(); next.done !== true; next = await characters.next()) {
    const { value } = next
    if (value === '\n' || value === '\r' || (isTyped && value === keys.endOfInput)) break
    if (isTyped && value === keys.interrupt) throw new InterruptedError('SIGINT')
    if (isTyped && (value === keys.erase || value === keys.eraseBack)) line.pop()
    else line.push(value)
    if (line.length > LONGEST_LINE) throw new WrongUseError('password', `longer than ${LONGEST_LINE} characters`)
  }
  return line.join('')
}

/**
 * Reads a password that there is already, unseen, at a terminal; elsewhere nobody is asked.
 *
 * @returns Undefined where nobody typed one.
 * @throws InterruptedError on Ctrl-C.
 */
export async function askPassword(
  input: PasswordInput,
  messages: Messages,
  question: string,
): Promise<string | undefined> {
  if (input.isTTY !== true || input.setRawMode === undefined) return undefined
  try {
    input.setRawMode(true)
    messages.say(question)
    const password = await readLine(charactersOf(input), true)
    return password === '' ? undefined : password
  } finally {
    input.setRawMode(false)
    input.pause()
  }
}

/**
 * Reads a new password: typed twice and unseen at a terminal, else the first line of standard input.
 * @throws WrongUseError where the two differ or there is none.
 * @throws InterruptedError on Ctrl-C.
 */
export async function readNewPassword(input: PasswordInput, messages: Messages): Promise<string> {
  const isTyped = input.isTTY === true && input.setRawMode !== undefined
  const characters = charactersOf(input)
  try {
    if (!isTyped) return await readLine(characters, false)
    input.setRawMode?.(true)
    messages.say('Password, at least 12 characters (it is not shown):')
    const first = await readLine(characters, true)
    messages.say('Once more:')
    const second = await readLine(characters, true)
    if (first !== second) throw new WrongUseError('password', 'the two differ; nothing was changed')
    return first
  } finally {
    if (isTyped) input.setRawMode?.(false)
    input.pause()
  }
}
