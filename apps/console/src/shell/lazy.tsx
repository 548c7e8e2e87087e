import type { ComponentType, JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'

/**
 * Draws a component whose code is fetched when it is first needed.
 * @param props.load - A constant function, so that it is fetched once.
 * @param props.meanwhile - Drawn until then.
 * @param props.children - Draws the component with what it is given.
 */
export function Lazy<Given>(props: {
  readonly load: () => Promise<ComponentType<Given>>
  readonly meanwhile?: JSX.Element
  readonly children: (Loaded: ComponentType<Given>) => JSX.Element
}): JSX.Element | null {
  const [component, setComponent] = useState<{ readonly Loaded: ComponentType<Given> } | undefined>(undefined)
  useEffect(() => {
    let current = true
    void props.load().then((Loaded) => {
      if (current) setComponent({ Loaded })
    })
    return () => {
      current = false
    }
  }, [props.load])
  return component === undefined ? (props.meanwhile ?? null) : props.children(component.Loaded)
}
