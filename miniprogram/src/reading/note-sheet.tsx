import type { Campaign } from '@gonghui/shared/reading/campaigns'
import { LONGEST_NOTE } from '@gonghui/shared/reading/notes'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { BookCover } from '../ui/book-cover'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Sheet } from '../ui/sheet'
import './reading.scss'

interface NoteSheetProps {
  readonly campaign: Campaign
  readonly busy: boolean
  readonly onWrite: (bookId: string, text: string) => Promise<boolean>
  readonly onClose: () => void
}

/** 写笔记: which book, and the words. */
export function NoteSheet({ campaign: { books }, busy, onWrite, onClose }: NoteSheetProps) {
  const [bookId, setBookId] = useState(books[0]?.bookId ?? 'b1')
  const [text, setText] = useState('')
  return (
    <Sheet title="写笔记" onClose={onClose}>
      <View className="reading-row">
        {books.map((book) => (
          <View
            key={book.bookId}
            id={`note-book-${book.bookId}`}
            className={`reading-pick ${book.bookId === bookId ? 'reading-picked' : ''}`}
            onClick={() => setBookId(book.bookId)}
          >
            <BookCover title={book.title} binding={book.binding} size="s" />
          </View>
        ))}
      </View>
      <Field
        id="note-text"
        label={`写给书友看的话・《${books.find((book) => book.bookId === bookId)?.title}》`}
        lines={6}
        max={LONGEST_NOTE}
        value={text}
        onChange={setText}
        placeholder="一句打动你的话，或读完的感想"
        hint="用书友名发表，不会显示姓名。过了内容检查书友才看得到。"
      />
      <Button
        id="send-note"
        busy={busy && '正在交…'}
        disabled={!text.trim()}
        onTap={() => void onWrite(bookId, text.trim()).then((done) => done && onClose())}
      >
        发到书友圈
      </Button>
    </Sheet>
  )
}
