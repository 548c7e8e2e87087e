import type { ComponentChildren, JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'

/**
 * Takes a file of this computer, chosen or dropped.
 * @param props.choose - What the button says.
 * @param props.drop - What kind of file is wanted.
 * @param props.children - What is chosen before the file.
 */
export function FileDrop(props: {
  readonly choose: string
  readonly drop: string
  readonly onFile: (file: File) => void
  readonly children: ComponentChildren
}): JSX.Element {
  const [isOver, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const take = (file: File | undefined): void => {
    if (file !== undefined) props.onFile(file)
  }
  return (
    <section
      class={isOver ? 'drop over' : 'drop'}
      aria-label={props.drop}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        take(event.dataTransfer?.files[0])
      }}
    >
      {props.children}
      <button type="button" class="primary" onClick={() => input.current?.click()}>
        {props.choose}
      </button>
      <span>{props.drop}</span>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={props.choose}
        onChange={(event) => {
          take(event.currentTarget.files?.[0])
          event.currentTarget.value = ''
        }}
      />
    </section>
  )
}
