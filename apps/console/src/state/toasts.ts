import { type ReadonlySignal, signal } from '@preact/signals'

/** A short word about what was done, with a way back. */
type Toast = {
  readonly id: number
  readonly text: string
  readonly undo?: (() => void) | undefined
}

/** Toasts on screen. */
export type Toasts = {
  readonly list: ReadonlySignal<readonly Toast[]>
  /** Says what was done; `undo` can be taken for 10 s, also by Control+Z. */
  readonly say: (text: string, undo?: () => void) => void
  readonly dismiss: (id: number) => void
  /** Undoes what was done last, where it can be undone. @returns Whether there was anything. */
  readonly undoLast: () => boolean
}

/** How long a toast and its undo stay; console.md §6. */
const TOAST_MS = 10_000

/** Makes an empty list of toasts. */
export function createToasts(): Toasts {
  const list = signal<readonly Toast[]>([])
  let nextId = 1
  const dismiss = (id: number) => {
    list.value = list.value.filter((toast) => toast.id !== id)
  }
  return {
    list,
    dismiss,
    say: (text, undo) => {
      const id = nextId
      nextId += 1
      list.value = [...list.value.slice(-2), { id, text, undo }]
      setTimeout(() => dismiss(id), TOAST_MS)
    },
    undoLast: () => {
      const last = list.value.findLast((toast) => toast.undo !== undefined)
      if (last === undefined) return false
      dismiss(last.id)
      last.undo?.()
      return true
    },
  }
}
