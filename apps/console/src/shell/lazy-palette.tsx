import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'
import { Dialog } from '../components/dialog.tsx'
import { useText } from '../state/console.ts'
import { commandMessages } from './command-messages.ts'
import { LazyDialog } from './lazy-dialog.tsx'

const loadPalette = async () => (await import('../palette/palette.tsx')).Palette

/** Search or palette; what is typed before its code is there stands in its field. */
export function LazyPalette(props: {
  readonly start: 'search' | 'commands'
  readonly onClose: () => void
}): JSX.Element {
  const text = useText(commandMessages)
  const typed = useRef('')
  const { start, onClose } = props
  const title = text(start === 'search' ? 'search' : 'palette')
  const meanwhile = (
    <Dialog title={title} onClose={onClose}>
      <input
        class="palette-input"
        aria-label={title}
        maxLength={100}
        autocomplete="off"
        onInput={(event) => {
          typed.current = event.currentTarget.value
        }}
      />
    </Dialog>
  )
  return (
    <LazyDialog load={loadPalette} onClose={onClose} meanwhile={meanwhile}>
      {(Palette) => <Palette start={start} typed={typed.current} onClose={onClose} />}
    </LazyDialog>
  )
}
