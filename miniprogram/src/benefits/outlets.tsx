import type { Outlet } from '@gonghui/shared/benefits/outlets'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Card, Row, SectionHead } from '../ui/card'

const FEW = 3

/** Opens the map where WeChat has one and the place is known. */
function show({ latitude, longitude, name, address }: Outlet) {
  if (latitude === undefined || longitude === undefined) return
  void Taro.openLocation({ latitude, longitude, name, address })
}

const canShow = ({ latitude }: Outlet) => process.env.TARO_ENV === 'weapp' && latitude !== undefined

/** Where it is redeemed: a few at first, all on a tap. */
export function Outlets({ title, outlets }: { readonly title: string; readonly outlets: readonly Outlet[] }) {
  const [all, setAll] = useState(false)
  const shown = all ? outlets : outlets.slice(0, FEW)
  return (
    <Card id="outlets">
      <SectionHead
        title={title}
        end={
          outlets.length > FEW ? (
            <View className="t14 red hit" id="all-outlets" onClick={() => setAll(!all)}>
              共 {outlets.length} 家，{all ? '收起' : '展开'}
            </View>
          ) : (
            <Text className="t14 quiet">共 {outlets.length} 家</Text>
          )
        }
      />
      {shown.map((outlet) => (
        <Row
          key={outlet.outletId}
          title={outlet.name}
          under={
            <View>
              {outlet.address}・{outlet.hours}
            </View>
          }
          {...(canShow(outlet) ? { onTap: () => show(outlet) } : {})}
        />
      ))}
    </Card>
  )
}
