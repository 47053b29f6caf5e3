import { describe, expect, test } from 'vitest'
import { read } from '../src/read.ts'
import { told } from './support.ts'

const thingsOf = (text: string) => told({ ...read(text).scene!, people: [] })

describe('Chinese says in many ways that a thing is not there', () => {
  test.each([
    // Taken by somebody who is named, or not known.
    ['手机让人顺走了', '-mobile_phone'],
    ['行李已经被他提走了', '-suitcase'],
    ['杯子不知道被谁拿走了', '-cup'],
    ['他把吉他也背走了', '-guitar'],
    ['她拿走了所有的照片', '-photo many'],
    // Left somewhere else.
    ['书包落在地铁上了', 'subway, -backpack'],
    ['我的伞忘在图书馆了', 'library, -umbrella'],
    // Given up, given back, given away.
    ['家里的缝纫机捐了', '-sewing_machine'],
    ['轮椅还给医院了', 'hospital, -wheelchair'],
    ['她的梳子不知道哪去了', '-comb'],
    // It never came, was never got, or was too dear.
    ['我等的那封信始终没到', '-letter 1'],
    ['鸽子再也没飞回来', '-pigeon'],
    ['没赶上火车', '-train'],
    ['没抢到回家的车票', '-ticket'],
    ['没钱给孩子买奶粉', '-money, -milk'],
    ['买不起蛋糕', '-cake'],
    // Never again.
    ['妈妈再也不做饺子了', '-dumpling'],
    ['饺子从此没再包过', '-dumpling'],
    ['桌上再没摆过她的杯子', 'table, -cup'],
    // Of what there was before.
    ['小时候家门口有条小河，现在填平了', 'door, -river'],
    ['以前这里是一片稻田', '-field 1'],
    ['从前院子里有棵枣树，后来砍了', 'garden, -tree'],
    // Not even one.
    ['房间里连张椅子都没有', 'room, -chair'],
    ['药都没拿', '-medicine'],
    ['袋子里的药连一片都没剩', 'bag, -medicine'],
    ['没有一张请帖是给他的', '-card 1'],
    ['墙上没挂照片', 'wall, -photo'],
    // What the next clause says.
    ['我去摸鱼，一条没摸着', '-fish'],
    ['爸爸答应我的自行车，没有买', '-bicycle'],
    ['自行车停在楼下，第二天就没了', '-bicycle'],
    // Of the sky, of pets and places.
    ['今天没出太阳', '-sun'],
    ['我家的狗去年走了', '-dog'],
    ['桃花今年不开', '-peach_blossom'],
    // In Cantonese.
    ['屋企冇雪櫃', '-fridge'],
    ['出門冇帶鎖匙', '-key'],
    ['我唔見咗銀包', '-wallet'],
  ])('%s', (text, scene) => expect(thingsOf(text)).toBe(scene))
})

describe('what only sounds like it takes nothing away', () => {
  test.each([
    ['她放下酸奶跑了', 'yoghurt'],
    ['红包退了回来', 'envelope'],
    ['冰袋化了', 'bag'],
    ['我没有桌子高', 'table'],
    ['操场上一个人也没有', 'playground'],
    ['妈妈没有打电话', 'telephone'],
    ['关灯睡了', 'lamp'],
    ['阿姨没收下鸡蛋', 'egg'],
    ['我走过去看见一条狗', 'dog 1'],
    ['他把毛衣拆了织手套', 'sweater, glove'],
  ])('%s', (text, scene) => expect(thingsOf(text)).toBe(scene))
})
