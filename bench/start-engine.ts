import { type ChildProcess, fork } from 'node:child_process'
import type { Answer, Ask, Sample } from './engine-messages.ts'

/** A process that measures inside and answers over IPC; idle until it is asked. */
export type Engine = {
  readonly ask: (task: string, ...numbers: readonly number[]) => Promise<Sample>
  readonly stop: () => void
}

/**
 * Starts an engine as a process of its own, so that no contestant disturbs another's compiler, heap or threads.
 *
 * @param script - Path of its script.
 * @param words - Its arguments.
 */
export function startEngine(script: string, ...words: readonly string[]): Engine {
  const child: ChildProcess = fork(script, [...words], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  return {
    ask: (task, ...numbers) =>
      new Promise((resolve, reject) => {
        const onExit = (): void => reject(new Error(`${script} ended while it was asked for ${task}`))
        child.once('exit', onExit)
        child.once('message', (message) => {
          child.off('exit', onExit)
          if (!isAnswer(message)) reject(new Error(`${script} gave an answer that nobody understands`))
          else if ('failure' in message) reject(new Error(`${script}, ${task}: ${message.failure}`))
          else resolve(message.sample)
        })
        const request: Ask = { task, numbers }
        child.send(request)
      }),
    stop: () => void child.kill('SIGKILL'),
  }
}

/** Asks an engine once and ends it. */
export async function askOnce(engine: Engine, task: string, ...numbers: readonly number[]): Promise<Sample> {
  try {
    return await engine.ask(task, ...numbers)
  } finally {
    engine.stop()
  }
}

function isAnswer(message: unknown): message is Answer {
  return typeof message === 'object' && message !== null && ('sample' in message || 'failure' in message)
}
