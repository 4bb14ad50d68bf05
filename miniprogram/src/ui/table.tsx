import { Text, View } from '@tarojs/components'
import type { CSSProperties, ReactNode } from 'react'
import { useTableKeys } from '../lib/table-keys'

export interface Column<R> {
  readonly name: string
  /** Its share of the width, as CSS grid says it. */
  readonly width: string
  /** Figures stand at the right. */
  readonly end?: boolean
  readonly cell: (row: R) => ReactNode
}

interface TableProps<R> {
  readonly id: string
  readonly columns: readonly Column<R>[]
  readonly rows: readonly R[]
  readonly keyOf: (row: R) => string
  readonly onTap?: (row: R) => void
}

/** A table on a wide screen, a stack of blocks on a phone. */
export function Table<R>({ id, columns, rows, keyOf, onTap }: TableProps<R>) {
  useTableKeys(id, rows.length)
  const style = { '--columns': columns.map(({ width }) => width).join(' ') } as CSSProperties
  return (
    <View className="table" id={id} style={style}>
      <View className="table-head">
        {columns.map(({ name, end }) => (
          <Text key={name} className={end ? 'table-end' : ''}>
            {name}
          </Text>
        ))}
      </View>
      {rows.map((row) => (
        <View
          key={keyOf(row)}
          id={`${id}-${keyOf(row)}`}
          className={`table-row ${onTap ? 'table-row-tap' : ''}`}
          {...(onTap ? { onClick: () => onTap(row) } : {})}
        >
          {columns.map(({ name, end, cell }) => (
            <View key={name} className={`table-cell ${end ? 'table-end' : ''}`}>
              <Text className="table-name">{name}</Text>
              <View>{cell(row)}</View>
            </View>
          ))}
        </View>
      ))}
    </View>
  )
}
