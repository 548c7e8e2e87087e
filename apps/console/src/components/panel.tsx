import type { ComponentChildren, JSX } from 'preact'
import { useId } from 'preact/hooks'

/**
 * A part of a page with its own heading; what goes wrong in it stays in it.
 * @param props.aside - At the right of the heading: counts, source and age, buttons.
 * @param props.level - Of the heading.
 * @param props.class - Further class names.
 */
export function Panel(props: {
  readonly title: string
  readonly aside?: ComponentChildren
  readonly level?: 1 | 2 | 3
  readonly class?: string
  readonly children?: ComponentChildren
}): JSX.Element {
  const id = useId()
  const Heading: 'h1' | 'h2' | 'h3' = `h${props.level ?? 2}`
  return (
    <section class={`panel ${props.class ?? ''}`} aria-labelledby={id}>
      <header class="panel-head">
        <Heading id={id}>{props.title}</Heading>
        {props.aside === undefined ? null : <div class="panel-aside">{props.aside}</div>}
      </header>
      {props.children}
    </section>
  )
}
