import { setTimeout as pause } from 'node:timers/promises'
import { AllianceSilentError } from './errors.ts'

const betweenMs = 100

/**
 * Asks again and again until there is an answer.
 *
 * @param what - For the error: what is waited for.
 * @param patienceS - How long, s.
 * @throws AllianceSilentError where there is none in time.
 */
export async function waitFor<Answer>(
  what: string,
  patienceS: number,
  ask: () => Promise<Answer | undefined>,
): Promise<Answer> {
  const endMs = performance.now() + patienceS * 1000
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (performance.now() > endMs) throw new AllianceSilentError(what, patienceS)
    await pause(betweenMs)
  }
}
