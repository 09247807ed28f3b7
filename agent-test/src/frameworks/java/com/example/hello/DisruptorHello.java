package com.example.hello;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import com.lmax.disruptor.util.DaemonThreadFactory;

/** A Disruptor with one consumer, which waits as the argument says. */
final class DisruptorHello implements Hello {

    private final Disruptor<Slot> disruptor;

    private DisruptorHello(WaitStrategy waiting) {
        disruptor = new Disruptor<>(Slot::new, 1024, DaemonThreadFactory.INSTANCE, ProducerType.SINGLE, waiting);
        HelloHandler handler = new HelloHandler();
        disruptor.handleEventsWith(handler);
        disruptor.start();
    }

    public static void main(String[] args) throws Exception {
        Console.serve(new DisruptorHello(
                args[0].equals("yielding") ? new YieldingWaitStrategy() : new BlockingWaitStrategy()));
    }

    @Override
    public String ask(String text) throws Exception {
        Request request = Request.of(text);
        disruptor.getRingBuffer().publishEvent((slot, sequence) -> slot.request = request);
        return request.await();
    }

    @Override
    public void close() {
        disruptor.shutdown();
    }

    private static final class Slot {
        private Request request;
    }

    private static final class HelloHandler implements EventHandler<Slot> {
        @Override
        public void onEvent(Slot slot, long sequence, boolean endOfBatch) {
            slot.request.answer().complete(Greeting.to(slot.request.text()));
        }
    }
}
