import { useId, type ReactNode } from 'react'
import { Popover, type PopoverProps } from 'react-aria-components'

export interface FlyoutProps {
  readonly title: string
  readonly placement: NonNullable<PopoverProps['placement']>
  readonly children: ReactNode
}

/** A small dialog beside its button. The pop-over itself is the dialog, so that all of it, its hidden way out too, lies inside. */
export function Flyout({ title, placement, children }: FlyoutProps) {
  const id = useId()
  return (
    <Popover className="popover flyout" placement={placement} aria-labelledby={id}>
      <h2 id={id} className="dialog-title">{title}</h2>
      {children}
    </Popover>
  )
}
