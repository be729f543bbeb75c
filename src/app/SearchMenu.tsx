import type { ReactElement } from 'react'
import { Autocomplete, Header, Input, Menu, MenuItem, MenuSection, MenuTrigger, Popover, SearchField, Text, useFilter } from 'react-aria-components'
import { say } from '../words/catalogue.ts'

export interface SearchEntry {
  readonly id: string
  readonly label: string
  readonly hint: string
  /** By which it is found too, though it does not show them. */
  readonly words?: string
  /** A link instead of an action. */
  readonly href?: string
}

export interface SearchSection {
  readonly id: string
  readonly title: string
  readonly entries: readonly SearchEntry[]
}

export interface SearchMenuProps {
  readonly label: string
  /** Asked for when the menu opens. */
  readonly sections: () => readonly SearchSection[]
  readonly onAction?: (id: string) => void
  /** In columns, as far as the page is wide enough. */
  readonly wide?: boolean
  /** The button that opens it. */
  readonly children: ReactElement
}

const Entry = ({ id, label, hint, words = '', href }: SearchEntry) => (
  <MenuItem id={id} textValue={`${label} ${hint} ${words}`} aria-label={label} className="menu-item" {...(href !== undefined && { href })}>
    <Text slot="label">{label}</Text>
    <Text slot="description" className="menu-hint">{hint}</Text>
  </MenuItem>
)

function Sections({ label, sections, onAction }: Omit<SearchMenuProps, 'children' | 'wide'>) {
  const { contains } = useFilter({ sensitivity: 'base' })
  return (
    <Autocomplete filter={contains}>
      {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- the menu was opened to choose from it: typing is what comes next */}
      <SearchField className="menu-search" aria-label={say('app.search')} autoFocus>
        <Input placeholder={say('app.search')} />
      </SearchField>
      <Menu className="menu" aria-label={label} onAction={(id) => onAction?.(String(id))} renderEmptyState={() => <p className="menu-hint menu-none">{say('app.search.none')}</p>}>
        {sections().map(({ id, title, entries }) => (
          <MenuSection key={id} id={`section ${id}`}>
            <Header className="menu-title">{title}</Header>
            {entries.map((entry) => <Entry key={entry.id} {...entry} />)}
          </MenuSection>
        ))}
      </Menu>
    </Autocomplete>
  )
}

/** A long menu in sections, which typing narrows down. */
export const SearchMenu = ({ children, wide = false, ...rest }: SearchMenuProps) => (
  <MenuTrigger>
    {children}
    <Popover className={`popover popover-search ${wide ? 'popover-wide' : ''}`} placement="bottom start">
      <Sections {...rest} />
    </Popover>
  </MenuTrigger>
)
