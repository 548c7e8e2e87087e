// biome-ignore-all lint/a11y/noNoninteractiveTabindex: the panel scrolls, so keys must reach it
import type { JSX } from 'preact'
import { useId, useRef } from 'preact/hooks'

/** Tabs of which one is chosen; arrow keys go from one to the next. */
export function Tabs<Id extends string>(props: {
  readonly label: string
  readonly tabs: readonly { readonly id: Id; readonly name: string }[]
  readonly chosen: Id
  readonly onChoose: (id: Id) => void
  readonly children: JSX.Element
}): JSX.Element {
  const base = useId()
  const list = useRef<HTMLDivElement>(null)
  const go = (step: number) => {
    const at = props.tabs.findIndex(({ id }) => id === props.chosen)
    const next = props.tabs[(at + step + props.tabs.length) % props.tabs.length]
    if (next === undefined) return
    props.onChoose(next.id)
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus()
  }
  return (
    <>
      <div
        class="tabs"
        role="tablist"
        aria-label={props.label}
        ref={list}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return
          event.preventDefault()
          go(event.key === 'ArrowRight' ? 1 : -1)
        }}
      >
        {props.tabs.map(({ id, name }) => (
          <button
            type="button"
            class="plain"
            role="tab"
            key={id}
            id={`${base}-${id}`}
            data-tab={id}
            aria-selected={id === props.chosen}
            aria-controls={`${base}-panel`}
            tabIndex={id === props.chosen ? 0 : -1}
            onClick={() => props.onChoose(id)}
          >
            {name}
          </button>
        ))}
      </div>
      <div
        class="tab-panel"
        role="tabpanel"
        id={`${base}-panel`}
        aria-labelledby={`${base}-${props.chosen}`}
        tabIndex={0}
      >
        {props.children}
      </div>
    </>
  )
}
