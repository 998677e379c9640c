//! `Pages`: the pages of a list operation one after another.

use super::{
    Async, Call, Client, Error, InvalidRequest, Paginated, Paging, Request, Response,
    options::NextLink,
    pagination::{PageTarget, Pager, Step},
};
use futures_core::Stream;
use std::{
    fmt,
    future::{Future, poll_fn},
    pin::Pin,
    task::{Context, Poll, ready},
};

/// What one page or its failure is.
pub(crate) type PageResult<O> = Result<Response<<O as super::Operation>::Output>, Error>;

/// The pages of a list. After an error there is nothing more.
#[must_use = "streams do nothing unless polled"]
pub struct Pages<O: Paginated, M = Async> {
    request: Request<O, M>,
    pager: Pager,
    state: State<O>,
}

enum State<O> {
    /// The request is for the page to fetch next.
    Ready,
    Fetching(Call<O>),
    Stuck(&'static str),
    Done,
}

impl<O: Paginated, M> Pages<O, M> {
    pub(crate) fn new(request: Request<O, M>) -> Self {
        let pager = Pager::new(O::PAGING, request.operation.start());
        Self { request, pager, state: State::Ready }
    }

    /// How many items there are in all, once a page has said so.
    pub fn total(&self) -> Option<u64> {
        self.pager.total()
    }

    /// The offset or number of the page to come, to go on from there another time.
    pub fn position(&self) -> u64 {
        self.pager.position()
    }

    /// The operation for the page to come, whatever the style of paging.
    pub fn operation(&self) -> &O {
        &self.request.operation
    }

    pub(crate) fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<PageResult<O>>> {
        loop {
            match &mut self.state {
                State::Ready => self.state = State::Fetching(self.request.clone().start()),
                State::Fetching(call) => {
                    let outcome = ready!(Pin::new(call).poll(context));
                    match &outcome {
                        Ok(page) if self.turn(page) => {}
                        // In its place the problem is told.
                        Ok(_) => continue,
                        Err(_) => self.state = State::Done,
                    }
                    return Poll::Ready(Some(outcome));
                }
                State::Stuck(problem) => {
                    let error = InvalidRequest::new("next page", *problem);
                    self.state = State::Done;
                    return Poll::Ready(Some(Err(error.into())));
                }
                State::Done => return Poll::Ready(None),
            }
        }
    }

    /// Goes on behind a page; false if it is the one before once more.
    fn turn(&mut self, page: &Response<O::Output>) -> bool {
        let step = self.pager.advance(&O::facts(page), page.bytes());
        let is_new = !matches!(step, Step::Repeated(_));
        self.state = match step {
            Step::End => State::Done,
            Step::Stuck(problem) | Step::Repeated(problem) => State::Stuck(problem),
            Step::Go(target) => {
                self.request.operation.seek(&target);
                if let PageTarget::Link(url) = target {
                    let is_again = O::PAGING == Paging::LinkAgain;
                    self.request.options_mut().link = Some(NextLink { url, is_again });
                }
                State::Ready
            }
        };
        is_new
    }
}

impl<O: Paginated + Unpin> Pages<O, Async> {
    /// The next page.
    pub async fn next(&mut self) -> Option<PageResult<O>> {
        poll_fn(|context| self.poll_page(context)).await
    }
}

impl<O: Paginated + Unpin> Stream for Pages<O, Async> {
    type Item = PageResult<O>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_page(context)
    }
}

impl<O: Paginated, M> fmt::Debug for Pages<O, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("pager", &self.pager).finish_non_exhaustive()
    }
}

// For each operation, so that the compiler says of one without pages what `Paginated` says, and not that there is no method.
impl<O, M, A> Request<O, M, A> {
    /// The pages from this one on.
    pub fn pages(self) -> Pages<O, M>
    where
        O: Paginated,
    {
        // Pages do not ask which API they are of.
        let client = Client::new(self.client.inner);
        Pages::new(Request::new(client, self.operation, self.options))
    }

    /// The items of this page and all that follow.
    pub fn items(self) -> super::Items<O, M>
    where
        O: Paginated,
    {
        super::Items::new(self.pages())
    }
}

#[cfg(feature = "blocking")]
impl<O: Paginated> Iterator for Pages<O, super::Blocking> {
    type Item = PageResult<O>;

    fn next(&mut self) -> Option<Self::Item> {
        super::blocking::block_on(poll_fn(|context| self.poll_page(context)))
    }
}
