import { useId, type ReactNode } from 'react'

export interface CardProps {
  readonly title: string
  /** Its place in the grid below the pictures. */
  readonly area: string
  /** Buttons beside the title. */
  readonly tools?: ReactNode
  readonly children: ReactNode
}

export function Card({ title, area, tools, children }: CardProps) {
  const id = useId()
  return (
    <section className={`card card-${area}`} aria-labelledby={id}>
      <div className="card-head"><h2 id={id} className="card-title">{title}</h2>{tools}</div>
      {children}
    </section>
  )
}
