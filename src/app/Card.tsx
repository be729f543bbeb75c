import { useId, type ReactNode } from 'react'

export interface CardProps {
  readonly title: string
  /** Its place in the grid below the pictures. */
  readonly area: string
  readonly children: ReactNode
}

export function Card({ title, area, children }: CardProps) {
  const id = useId()
  return (
    <section className={`card card-${area}`} aria-labelledby={id}>
      <h2 id={id} className="card-title">{title}</h2>
      {children}
    </section>
  )
}
