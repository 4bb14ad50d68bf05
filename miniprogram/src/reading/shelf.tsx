import type { Book, Campaign } from '@gonghui/shared/reading/campaigns'
import type { Reader } from '@gonghui/shared/reading/readers'
import { ScrollView, Text, View } from '@tarojs/components'
import { useState } from 'react'
import { BookCover } from '../ui/book-cover'
import { Button } from '../ui/button'
import { Card, Chip, SectionHead } from '../ui/card'
import { Icon } from '../ui/icon'
import { BookSheet } from './book-sheet'
import './reading.scss'

interface ShelfProps {
  readonly campaign: Campaign
  readonly reader: Reader | undefined
  readonly busy: boolean
  readonly mayFinish: boolean
  readonly onChoose: (bookIds: string[]) => Promise<boolean>
  readonly onFinish: (bookId: string, review: string) => Promise<boolean>
}

/** What one has read of a book, in a few words. */
function readWords(read: Reader['books'][number] | undefined): string {
  if (!read) return ''
  if (read.finishedOn) return '已读完'
  const parts = [read.minutes > 0 && `${read.minutes} 分钟`, read.pages > 0 && `${read.pages} 页`]
  return parts.filter(Boolean).join('・') || '想读'
}

/** My books in a row, and the whole list below it. */
export function Shelf({ campaign, reader, busy, mayFinish, onChoose, onFinish }: ShelfProps) {
  const [open, setOpen] = useState<Book>()
  const [all, setAll] = useState(false)
  const reads = new Map(reader?.books.map((read) => [read.bookId, read]))
  const mine = campaign.books.filter(({ bookId }) => reads.has(bookId))
  const shown = all ? campaign.books : campaign.books.slice(0, 6)
  const toggle = (bookId: string) =>
    onChoose(
      reads.has(bookId) ? [...reads.keys()].filter((one) => one !== bookId) : [...reads.keys(), bookId],
    )
  const opened = open && reads.get(open.bookId)

  return (
    <>
      {reader && (
        <Card>
          <SectionHead title="我的书架" end={<Text className="t12 quiet">{mine.length} 本</Text>} />
          {mine.length === 0 && <View className="t14 quiet">从下面的书单里挑几本，打卡时就能直接选</View>}
          <ScrollView scrollX className="reading-shelf">
            {mine.map((book) => (
              <View
                key={book.bookId}
                id={`mine-${book.bookId}`}
                className="reading-shelf-one"
                onClick={() => setOpen(book)}
              >
                <BookCover title={book.title} binding={book.binding} />
                <Text className="block t12 quiet cut">{readWords(reads.get(book.bookId))}</Text>
              </View>
            ))}
          </ScrollView>
        </Card>
      )}
      <Card>
        <SectionHead title="书单" end={<Text className="t12 quiet">共 {campaign.bookCount} 本</Text>} />
        {shown.map((book) => (
          <View key={book.bookId} className="line-row">
            <View className="grow row reading-book" id={`open-${book.bookId}`} onClick={() => setOpen(book)}>
              <BookCover title={book.title} binding={book.binding} size="s" />
              <View className="grow">
                <View className="t14 bold reading-two-lines">{book.title}</View>
                <View className="t12 quiet cut">{[book.author, book.press].filter(Boolean).join('・')}</View>
              </View>
            </View>
            {reads.get(book.bookId)?.finishedOn ? (
              <Chip tone="ok" icon="check">
                已读完
              </Chip>
            ) : (
              reader && (
                <Button
                  id={`choose-${book.bookId}`}
                  tone={reads.has(book.bookId) ? 'line' : 'pale'}
                  shape="pill"
                  disabled={busy}
                  onTap={() => void toggle(book.bookId)}
                >
                  {reads.has(book.bookId) ? '在读' : '想读'}
                </Button>
              )
            )}
          </View>
        ))}
        {campaign.bookCount > shown.length && (
          <View className="line-row reading-all quiet t14" id="all-books" onClick={() => setAll(true)}>
            <Text>看全部 {campaign.bookCount} 本</Text>
            <Icon name="down" size="s" />
          </View>
        )}
      </Card>
      {open && (
        <BookSheet
          book={open}
          read={opened}
          mayFinish={
            mayFinish && opened !== undefined && !opened.finishedOn && opened.minutes + opened.pages > 0
          }
          busy={busy}
          onFinish={(review) => onFinish(open.bookId, review)}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  )
}
