import { useRef, useState } from 'preact/hooks'
import type { Problem } from '../api/client.ts'

/** A form that an officer sends. */
export type FormState = {
  /** Why it was refused when it was last sent. */
  readonly problem: Problem | undefined
  readonly onSubmit: (event: SubmitEvent) => void
}

/**
 * Sends a form, once at a time: a second press while the first is under way sends nothing.
 * @param send - Returns why it was refused, nothing otherwise.
 */
export function useForm(send: (entered: FormData, form: HTMLFormElement) => Promise<Problem | undefined>): FormState {
  const [problem, setProblem] = useState<Problem | undefined>(undefined)
  const sending = useRef(false)
  const submit = async (form: HTMLFormElement) => {
    sending.current = true
    try {
      setProblem(await send(new FormData(form), form))
    } finally {
      sending.current = false
    }
  }
  return {
    problem,
    onSubmit: (event) => {
      event.preventDefault()
      const form = event.currentTarget
      if (form instanceof HTMLFormElement && !sending.current) void submit(form)
    },
  }
}
