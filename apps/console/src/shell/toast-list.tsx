import type { JSX } from 'preact'
import { componentMessages } from '../components/messages.ts'
import { useConsole, useText } from '../state/console.ts'

/** What was just done, with its way back. */
export function ToastList(): JSX.Element {
  const { toasts } = useConsole()
  const text = useText(componentMessages)
  return (
    <section class="toasts" role="status" aria-label={text('notices')}>
      {toasts.list.value.map((toast) => (
        <div class="toast" key={toast.id}>
          <span>{toast.text}</span>
          {toast.undo === undefined ? null : (
            <button
              type="button"
              onClick={() => {
                toasts.dismiss(toast.id)
                toast.undo?.()
              }}
            >
              {text('undo')} <kbd>Ctrl Z</kbd>
            </button>
          )}
          <button type="button" class="plain" aria-label={text('close')} onClick={() => toasts.dismiss(toast.id)}>
            ×
          </button>
        </div>
      ))}
    </section>
  )
}
