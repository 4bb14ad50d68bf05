import type { Book } from '@gonghui/shared/reading/campaigns'
import type { Reader } from '@gonghui/shared/reading/readers'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { dayWords } from '../lib/words'
import { BookCover } from '../ui/book-cover'
import { Button } from '../ui/button'
import { Row } from '../ui/card'
import { Field } from '../ui/field'
import { Sheet } from '../ui/sheet'
import { toast } from '../ui/toast'
import './reading.scss'

interface BookSheetProps {
  readonly book: Book
  readonly read: Reader['books'][number] | undefined
  readonly mayFinish: boolean
  readonly busy: boolean
  readonly onFinish: (review: string) => Promise<boolean>
  readonly onClose: () => void
}

/** A mini-program opens no outside page by itself: the address goes to the clipboard, and one is told so. */
const copy = (address: string) =>
  void Taro.setClipboardData({ data: address }).then(() => toast('地址已复制，到浏览器里打开'))

/** One book: what it is, where to read it, and 读完. */
export function BookSheet({ book, read, mayFinish, busy, onFinish, onClose }: BookSheetProps) {
  const [review, setReview] = useState('')
  const { ebook, audio } = book
  return (
    <Sheet title="书" onClose={onClose}>
      <View className="row reading-book-head">
        <BookCover title={book.title} binding={book.binding} size="l" />
        <View className="grow">
          <View className="t18 bold">《{book.title}》</View>
          <View className="t14 quiet">{book.author}</View>
          {book.press && <View className="t14 quiet">{book.press}</View>}
          {book.isbn && <View className="t12 quiet numbers">书号 {book.isbn}</View>}
        </View>
      </View>
      {book.blurb && <View className="t14 reading-blurb">{book.blurb}</View>}
      {book.library && <Row icon="shop" title="借阅" under={book.library} />}
      {ebook && <Row id="ebook" icon="book" title="电子书" under="复制地址" onTap={() => copy(ebook)} />}
      {audio && <Row id="audio" icon="play" title="听书" under="复制地址" onTap={() => copy(audio)} />}
      {read?.finishedOn && (
        <Row
          icon="check"
          tone="ok"
          title={`${dayWords(read.finishedOn)} 读完`}
          under={read.review || '没有写短评'}
        />
      )}
      {mayFinish && (
        <>
          <Field
            id="review"
            label="一句短评（可不写，只有自己看得到）"
            lines={2}
            max={100}
            value={review}
            onChange={setReview}
            placeholder="这本书最打动你的是什么"
          />
          <Button
            id="finish"
            busy={busy && '正在记下…'}
            onTap={() => void onFinish(review.trim()).then((done) => done && onClose())}
          >
            我读完了
          </Button>
        </>
      )}
      {!read && <Text className="t12 quiet">把它加到书架、打过卡以后，就能在这里记为读完</Text>}
    </Sheet>
  )
}
